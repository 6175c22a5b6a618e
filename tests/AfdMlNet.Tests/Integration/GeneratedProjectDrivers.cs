namespace AfdMlNet.Tests.Integration;

/// <summary>Code that the tests put beside a generated Program.cs, which stays as it is: it runs before, when asked to.</summary>
internal static class GeneratedProjectDrivers
{
    /// <summary>One JSON object for each image.</summary>
    public const string Predict = """
        using System;
        using System.IO;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Text.Json;
        using Pictures_ConsoleApp;

        internal static class Driver
        {
            [ModuleInitializer]
            internal static void Run()
            {
                string[] args = Environment.GetCommandLineArgs();
                if (args.Length < 2 || args[1] != "--driver")
                    return;
                foreach (string path in args.Skip(2))
                {
                    var input = new Pictures.ModelInput { ImageSource = File.ReadAllBytes(path) };
                    Console.WriteLine(JsonSerializer.Serialize(new { Label = Pictures.Predict(input).PredictedLabel, All = Pictures.PredictAllLabels(input).ToArray() }));
                }

                Environment.Exit(0);
            }
        }
        """;

    /// <summary>Trains on the folder that the code was generated for, saves and measures.</summary>
    public const string Retrain = """
        using System;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Pictures_WebApi;

        internal static class Driver
        {
            [ModuleInitializer]
            internal static void Run()
            {
                string[] args = Environment.GetCommandLineArgs();
                if (args.Length < 3 || args[1] != "--driver")
                    return;
                Pictures.Train(args[2]);
                var mlContext = new MLContext();
                ITransformer model = mlContext.Model.Load(args[2], out var schema);
                VBuffer<ReadOnlyMemory<char>> names = default;
                model.GetOutputSchema(schema)["Label"].GetKeyValues(ref names);
                var metrics = Pictures.Evaluate(mlContext, Pictures.LoadImageFromFolder(mlContext, Pictures.RetrainFolderPath), model);
                if (metrics.ConfusionMatrix.NumberOfClasses != 3 || Pictures.GetPerClassMetrics(metrics).Take(3).Count() != 3)
                    Environment.Exit(1);
                Console.WriteLine(string.Join(' ', names.DenseValues()));
                Environment.Exit(0);
            }
        }
        """;
}
