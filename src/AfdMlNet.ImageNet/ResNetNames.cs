namespace AfdMlNet.ImageNet;

/// <summary>torchvision's names of the layers.</summary>
internal static class ResNetNames
{
    /// <summary>The convolutions in the file's order, each with the batch norm that follows: a projection comes before its block.</summary>
    public static IEnumerable<(string Convolution, string Normalization)> InFileOrder()
    {
        yield return ("conv1", "bn1");
        for (int stage = 1; stage <= 4; stage++)
        {
            for (int block = 0; block < (stage == 4 ? 3 : 2); block++)
            {
                string name = FormattableString.Invariant($"layer{stage}.{block}");
                if (stage > 1 && block == 0)
                    yield return ($"{name}.downsample.0", $"{name}.downsample.1");
                yield return ($"{name}.conv1", $"{name}.bn1");
                yield return ($"{name}.conv2", $"{name}.bn2");
            }
        }
    }
}
