namespace AfdMlNet.Cli.Data;

/// <summary>An image that cannot be read.</summary>
/// <param name="Image">The image and its class.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record UnreadImage(LabeledImage Image, string Reason);
