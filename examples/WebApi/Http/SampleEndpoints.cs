using AfdMlNet.Examples.WebApi.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary><c>GET /samples</c>, pictures to try the model on, and <c>GET /samples/{index}</c>, one of them.</summary>
internal static class SampleEndpoints
{
    public static void MapSamples(this WebApplication app)
    {
        app.MapGet("/samples", All).WithSummary("Pictures to try the model on, one of a class; none unless a folder of them was given.");
        app.MapGet("/samples/{index:int}", One).WithSummary("One of these pictures.");
    }

    private static Ok<IEnumerable<SampleReply>> All(SampleImages samples) => TypedResults.Ok(
        samples.All.Select((sample, index) => new SampleReply(sample.Class, FormattableString.Invariant($"samples/{index}"))));

    private static Results<FileContentHttpResult, NotFound> One(int index, SampleImages samples) =>
        samples.All.ElementAtOrDefault(index) is { } sample
            ? TypedResults.File(sample.Content, sample.ContentType)
            : TypedResults.NotFound();
}
