using AfdMlNet.Examples.WebApi.Uploads;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary>Tells the OpenAPI document what the endpoint reads from the body by itself.</summary>
internal static class UploadDescription
{
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var content = ContentTypes.Images.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = File() });
        content[ContentTypes.Form] = new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { [FormImage.FieldName] = File() },
                Required = new HashSet<string> { FormImage.FieldName },
            },
        };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        return Task.CompletedTask;
    }

    private static OpenApiSchema File() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
