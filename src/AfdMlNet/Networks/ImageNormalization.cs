namespace AfdMlNet.Networks;

/// <summary>
/// What a network's weights expect of its input: each channel less its mean, divided by its deviation, of pixels from 0 (black) to 1.
/// </summary>
/// <param name="Red">Mean and standard deviation of red, the deviation above 0.</param>
/// <param name="Green">The same of green.</param>
/// <param name="Blue">The same of blue.</param>
public sealed record ImageNormalization(ChannelNormalization Red, ChannelNormalization Green, ChannelNormalization Blue)
{
    /// <summary>That of torchvision's weights: the mean and the deviation of ImageNet's pixels.</summary>
    public static ImageNormalization ImageNet { get; } = new(new(0.485, 0.229), new(0.456, 0.224), new(0.406, 0.225));

    internal IReadOnlyList<ChannelNormalization> Channels => [Red, Green, Blue];

    /// <summary>What the ring's one input is: the wish of the first network that has one.</summary>
    /// <returns>The normalisation; null where none wishes, or the images are gray.</returns>
    internal static ImageNormalization? Of(IEnumerable<IStudentNetwork> ring, int channels) =>
        channels == 3 ? ring.Select(student => student.Normalization).FirstOrDefault(wish => wish is not null) : null;
}
