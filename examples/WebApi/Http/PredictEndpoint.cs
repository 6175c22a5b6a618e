using System.Diagnostics;
using AfdMlNet.Examples.WebApi.Models;
using AfdMlNet.Examples.WebApi.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary><c>POST /predict</c>: an image as a form's file or as the body.</summary>
internal static class PredictEndpoint
{
    private const int Top = 5;

    public static void MapPredict(this WebApplication app)
    {
        RequestTimeoutPolicy timeout = new()
        {
            Timeout = TimeSpan.FromSeconds(app.Services.GetRequiredService<ServiceLimits>().Seconds),
            TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
        };
        app.MapPost("/predict", PredictAsync)
            .WithSummary("The five most likely classes of an image.")
            .Produces<PredictReply>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(UploadDescription.AddAsync)
            .WithRequestTimeout(timeout)
            .RequireRateLimiting(BusyAnswer.Policy);
    }

    private static async Task<Results<Ok<PredictReply>, ProblemHttpResult>> PredictAsync(
        HttpRequest request, ModelHolder models, ServiceLimits limits, ScoringGate gate, Sureness sureness,
        CancellationToken cancellation)
    {
        try
        {
            byte[] bytes = await UploadReader.ReadAsync(request, limits.Bytes, cancellation);
            return TypedResults.Ok(
                await gate.RunAsync(() => Score(bytes, ImageHeader.Read(bytes, limits.Pixels), models, sureness), cancellation));
        }
        catch (UploadRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: refused.Status);
        }
    }

    private static PredictReply Score(byte[] bytes, ImageHeader header, ModelHolder models, Sureness sureness)
    {
        using LoadedModel model = models.Use();
        long start = Stopwatch.GetTimestamp();
        try
        {
            float[] scores = model.Predict(bytes);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            ClassProbability[] likely = MostLikely(model.Description.Classes, scores);
            return new(
                likely, sureness.IsSure(likely), milliseconds, new(model.Description.Name, model.Description.Input), header);
        }
        // The decoder's verdict, however deep ML.NET has wrapped it. The model itself was tried when it was loaded.
        catch (Exception error) when (Verdict(error) is not null)
        {
            throw new UploadRefusedException(StatusCodes.Status422UnprocessableEntity, Verdict(error)!.Message, error);
        }
    }

    private static ClassProbability[] MostLikely(IReadOnlyList<string> classes, float[] scores) =>
        [.. classes.Zip(scores, (name, score) => new ClassProbability(name, score))
            .OrderByDescending(candidate => candidate.Probability)
            .Take(Top)];

    private static InvalidDataException? Verdict(Exception? error) =>
        error is null or InvalidDataException ? error as InvalidDataException : Verdict(error.InnerException);
}
