using AfdMlNet.Benchmarks;

// Results go to the console: docs/scoring.md is made of them.
switch (args)
{
    case ["scoring", string archive, .. string[] rest]:
        ScoringBenchmark.Run(archive, rest is [string network, ..] ? network : "resnet20");
        return 0;
    case ["onnx", string archive, .. string[] networks]:
        OnnxBenchmark.Run(archive, networks);
        return 0;
    case ["sample", string archive, string folder]:
        OnnxSample.Write(archive, folder);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            scoring ARCHIVE [NETWORK]    images per second of every way to score, on the archive's test/ images
            onnx ARCHIVE [NETWORK...]    difference of the ONNX forms to TorchSharp on 500 images, network by network
            sample ARCHIVE FOLDER        a model, images and answers for js/score.mjs
            """);
        return 2;
}
