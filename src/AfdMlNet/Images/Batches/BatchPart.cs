namespace AfdMlNet.Images;

/// <summary>Which part of something is one process's: of parts whose sizes differ by one at most.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Number of parts.</param>
internal readonly record struct BatchPart(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static BatchPart Whole { get; } = new(0, 1);

    /// <summary>The part of places 0 to <paramref name="length"/>.</summary>
    public Range Of(int length) => Boundary(length, Index)..Boundary(length, Index + 1);

    private int Boundary(int length, int index) => (int)((long)length * index / Count);
}
