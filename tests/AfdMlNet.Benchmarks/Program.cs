using System.Globalization;
using AfdMlNet.Benchmarks;
using AfdMlNet.Benchmarks.Convolutions;
using AfdMlNet.Benchmarks.Photographs;
using AfdMlNet.Benchmarks.Scaling;
using AfdMlNet.Benchmarks.Speed;

// Results go to the console: docs/scoring.md, docs/speed.md and docs/scaling.md are made of them.
switch (args)
{
    case ["scoring", string archive, .. string[] rest]:
        ScoringBenchmark.Run(archive, rest is [string network, ..] ? network : "resnet20");
        return 0;
    case ["one", string archive, .. string[] rest]:
        OneImageBenchmark.Run(archive, rest is [string single, ..] ? single : "resnet20");
        return 0;
    case ["soak", string archive, .. string[] rest]:
        return SoakBenchmark.Run(
            archive, "resnet8", rest is [string count, ..] ? long.Parse(count, CultureInfo.InvariantCulture) : 1_000_000)
            ? 0
            : 1;
    case ["hours", string archive, .. string[] rest]:
        return HoursBenchmark.Run(
            archive, TimeSpan.FromMinutes(rest is [string minutes, ..] ? double.Parse(minutes, CultureInfo.InvariantCulture) : 120))
            ? 0
            : 1;
    case ["onnx", string archive, .. string[] networks]:
        OnnxBenchmark.Run(archive, networks);
        return 0;
    case ["allreduce"]:
        AllreduceBenchmark.Run();
        return 0;
    case ["exchange", .. string[] rings]:
        ExchangeBenchmark.Run(rings);
        return 0;
    case ["batches", string ring, .. string[] sizes]:
        BatchesBenchmark.Run(ring, [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))]);
        return 0;
    case ["scaling"]:
        ScalingTables.Run();
        return 0;
    case ["sample", string archive, string folder]:
        OnnxSample.Write(archive, folder);
        return 0;
    case ["speed", .. string[] rings]:
        SpeedBenchmark.Run(rings.Length > 0 ? rings : ["resnet8,resnet20"]);
        return 0;
    case ["peak", string ring]:
        PeakBenchmark.Run(ring);
        return 0;
    case ["peak-of", string ring, string keep]:
        PeakBenchmark.RunChild(ring, keep.Length > 0);
        return 0;
    case ["convolutions-of", string way, string shapes]:
        ConvolutionsBenchmark.RunChild(way, int.Parse(shapes, CultureInfo.InvariantCulture));
        return 0;
    case ["convolutions", .. string[] rest]:
        ConvolutionsBenchmark.Run(rest is [string drawn, ..] ? int.Parse(drawn, CultureInfo.InvariantCulture) : 2500);
        return 0;
    case ["photos", string photographs, .. string[] rest]:
        PhotosBenchmark.Run(photographs, rest is [string runs, ..] ? int.Parse(runs, CultureInfo.InvariantCulture) : 3, [.. rest.Skip(1)]);
        return 0;
    case ["repeat", string fits]:
        return RepeatBenchmark.Run(int.Parse(fits, CultureInfo.InvariantCulture)) ? 0 : 1;
    default:
        Console.Error.WriteLine(
            """
            scoring ARCHIVE [NETWORK]    images per second of every way to score, on the archive's test/ images
            one ARCHIVE [NETWORK]        one prediction beside the bare call of ONNX Runtime, and where the rest goes
            soak ARCHIVE [COUNT]         predictions from 8 threads on one model, against those of one thread; memory and handles
            hours ARCHIVE [MINUTES]      one training run with checkpoints, and predictions from 4 threads beside it; memory, handles, tensors
            onnx ARCHIVE [NETWORK...]    difference of the ONNX forms to TorchSharp on 500 images, network by network
            speed [RING...]              the training step beside cross entropy, a plain loop and PyTorch; a ring is resnet8,resnet20
            peak RING                    peak of resident memory of the AFD step, ours and PyTorch's
            allreduce                    under mpiexec: time of a sum over the processes against its size
            exchange RING...             under mpiexec: what a step of the ring exchanges, and how long that takes
            batches RING SIZE...         the training step against the size of its batch
            scaling                      efficiency of 2 to 1,024 processes, predicted
            convolutions [SHAPES]        convolutions of drawn shapes against double precision, libtorch's and ours
            photos FOLDER [SEEDS [NAME...]]  ours beside ML.NET's stock chain on photographs: accuracy, CPU seconds, ms, MB
            repeat COUNT                 one small ring with every improvement fitted again and again: are its bits always the same?
            sample ARCHIVE FOLDER        a model, images and answers for js/score.mjs
            """);
        return 2;
}
