using System.Buffers;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Images;

/// <summary>The encoded bytes of an image to an <see cref="MLImage"/> of the size that another column names.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class DecodeMapping : CustomMappingFactory<DecodeMapping.Input, DecodeMapping.Output>
{
    internal const string ContractName = "AfdMlNet.Images.Decode";

    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => Map;

    private static void Map(Input input, Output output)
    {
        TargetSize size = TargetSize.Parse(input.Target.Span);
        int pixels = size.Width * size.Height;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(pixels * 7);
        Span<byte> rgb = buffer.AsSpan(0, pixels * 3);
        Span<byte> rgba = buffer.AsSpan(pixels * 3, pixels * 4);
        ReadOnlySpan<byte> encoded = input.Bytes.IsDense ? input.Bytes.GetValues() : [.. input.Bytes.DenseValues()];
        ImageDecoder.Decode(encoded, size.Width, size.Height, size.Fit, rgb);
        for (int i = 0; i < pixels; i++)
        {
            rgb.Slice(i * 3, 3).CopyTo(rgba[(i * 4)..]);
            rgba[i * 4 + 3] = 255;
        }

        output.Image = MLImage.CreateFromPixels(size.Width, size.Height, MLPixelFormat.Rgba32, rgba);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    internal sealed class Input
    {
        internal const string BytesColumn = "__afd_bytes";
        internal const string TargetColumn = "__afd_target";

        [ColumnName(BytesColumn)]
        public VBuffer<byte> Bytes { get; set; }

        [ColumnName(TargetColumn)]
        public ReadOnlyMemory<char> Target { get; set; }
    }

    internal sealed class Output
    {
        internal const string ImageColumn = "__afd_image";

        // A type of unknown size is what it should be, but that constructor of the attribute always throws (ML.NET 5.0.1). The stock
        // resizing that follows does not look at this size and declares the true one.
        [ColumnName(ImageColumn)]
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }
}
