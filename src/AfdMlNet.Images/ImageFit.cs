namespace AfdMlNet.Images;

/// <summary>How an image whose sides differ in ratio from the network's input is brought to its size.</summary>
public enum ImageFit
{
    /// <summary>Scaled until it covers the input, the overhang cut off evenly on both sides: shapes keep their ratio (default).</summary>
    Crop = 0,

    /// <summary>Scaled in each direction on its own: nothing is lost, shapes are distorted.</summary>
    Stretch = 1,
}
