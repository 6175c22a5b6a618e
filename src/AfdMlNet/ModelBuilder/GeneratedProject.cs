namespace AfdMlNet.ModelBuilder;

/// <summary>What is written around the generated classes.</summary>
public enum GeneratedProject
{
    /// <summary>Nothing: the files are for a project that is there.</summary>
    None = 0,

    /// <summary>A console application that names the classes of images.</summary>
    Console = 1,

    /// <summary>A minimal API with <c>POST /predict</c> for an uploaded image.</summary>
    WebApi = 2,
}
