namespace AfdMlNet.Networks;

/// <summary>A ready network's recipe. Two recipes are equal when their names are: the name says all.</summary>
internal sealed class StudentNetwork(string name, int nativeSize, int stride, Func<int, int, StudentModule> create)
    : IStudentNetwork, IEquatable<StudentNetwork>
{
    public string Name => name;

    public int NativeSize => nativeSize;

    public int Stride => stride;

    public StudentModule Create(int channels, int classCount)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, $"{name} takes images with 1 channel (gray) or 3 (colour).");
        if (classCount < 2)
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, $"{name} needs at least 2 classes to tell apart.");
        return create(channels, classCount);
    }

    public bool Equals(StudentNetwork? other) => other?.Name == name;

    public override bool Equals(object? obj) => Equals(obj as StudentNetwork);

    public override int GetHashCode() => name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => name;
}
