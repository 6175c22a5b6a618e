namespace AfdMlNet.ImageNet;

/// <summary>What is left of a residual network.</summary>
/// <param name="Stages">The first stages, 1 to 4.</param>
/// <param name="Blocks">The most blocks of a stage, 1 to 3: its first ones.</param>
/// <param name="Width">The part of the channels in hundredths, 10 to 100.</param>
internal readonly record struct ResNetCut(int Stages = 4, int Blocks = 3, int Width = 100)
{
    public const int MostStages = 4, MostBlocks = 3, AllChannels = 100, FewestChannels = 10;

    public ResNetCut() : this(MostStages, MostBlocks, AllChannels) { }

    public bool IsLegal =>
        Stages is >= 1 and <= MostStages && Blocks is >= 1 and <= MostBlocks && Width is >= FewestChannels and <= AllChannels;

    /// <summary>What follows the network's name: nothing for all of it.</summary>
    public string Suffix => FormattableString.Invariant(
        $"{(Stages < MostStages ? $"-s{Stages}" : "")}{(Blocks < MostBlocks ? $"-b{Blocks}" : "")}{(Width < AllChannels ? $"-w{Width}" : "")}");
}
