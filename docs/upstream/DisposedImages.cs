#:package Microsoft.ML@5.0.1
#:package Microsoft.ML.ImageAnalytics@5.0.1
#:package SkiaSharp.NativeAssets.Linux.NoDependencies@2.88.9
#:property PublishAot=false
// ML.NET 5.0.1: rows of images in memory can be read once. Reading disposes the caller's images, so a second pass fails.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

var context = new MLContext();
Row[] rows = [new() { Image = MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, new byte[16]) }];
IDataView view = context.Data.LoadFromEnumerable(rows);
IDataView pixels = context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).Transform(view);
for (int pass = 1; pass <= 2; pass++)
{
    try
    {
        Console.WriteLine($"Pass {pass}: {pixels.GetColumn<float[]>("Pixels").First().Length} values.");
    }
    catch (Exception error)
    {
        Console.WriteLine($"Pass {pass}: {error.GetBaseException().Message}");
    }
}

internal sealed class Row
{
    [ImageType(2, 2)]
    public MLImage Image { get; set; } = null!;
}
