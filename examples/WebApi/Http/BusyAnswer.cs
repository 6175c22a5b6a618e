using Microsoft.AspNetCore.RateLimiting;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary>More requests than can wait are told to come back.</summary>
internal static class BusyAnswer
{
    public const string Policy = "predict";

    public static IServiceCollection AddBusyAnswer(this IServiceCollection services, ServiceLimits limits) =>
        services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        options.AddConcurrencyLimiter(Policy, limiter => limiter.PermitLimit = limits.Requests);
        options.OnRejected = static async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await TypedResults.Problem(
                "Too many images at once. Try again in a second.", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(rejected.HttpContext);
        };
    });
}
