namespace AfdMlNet.Images;

/// <summary>What becomes of images that cannot be read: empty, damaged, cut off, too large, or files that are not there.</summary>
public enum BadImages
{
    /// <summary>All of them are found, and <c>Fit</c> ends with one message: the first 20 by name, the rest by number.</summary>
    Refuse = 0,

    /// <summary>They are left out; findings name them and count them class by class.</summary>
    Skip = 1,
}
