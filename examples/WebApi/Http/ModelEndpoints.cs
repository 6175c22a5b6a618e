using AfdMlNet.Examples.WebApi.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary><c>GET /health</c> and <c>GET /model</c>.</summary>
internal static class ModelEndpoints
{
    public static void MapModel(this WebApplication app)
    {
        app.MapGet("/health", Health).WithSummary("Whether a model is loaded, and since when.");
        app.MapGet("/model", Model).WithSummary("The model's classes and input, and the limits of an upload.");
    }

    private static Ok<HealthReply> Health(ModelHolder models)
    {
        using LoadedModel model = models.Use();
        return TypedResults.Ok(new HealthReply("ok", model.Description.Name, model.Description.LoadedAt));
    }

    private static Ok<ModelReply> Model(ModelHolder models, ServiceLimits limits)
    {
        using LoadedModel model = models.Use();
        ModelDescription description = model.Description;
        return TypedResults.Ok(new ModelReply(description.Name, description.Classes, description.Input, limits.Bytes, limits.Pixels));
    }
}
