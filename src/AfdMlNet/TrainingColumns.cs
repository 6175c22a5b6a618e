using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Transforms.Image;
using ColumnKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace AfdMlNet;

/// <summary>Checks the columns that the trainer reads, before anything is read.</summary>
internal static class TrainingColumns
{
    /// <summary>Checks the columns of data.</summary>
    /// <returns>What the image column says.</returns>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public static ImageColumn Check(DataViewSchema schema, AdversarialDistillationTrainer.Options options)
    {
        LabelColumn.ClassCount(schema, options.LabelColumnName);
        return ImageColumn.Of(schema, options.FeatureColumnName, options.ImageWidth, options.ImageHeight);
    }

    /// <summary>Checks the columns of a pipeline that is not fitted yet.</summary>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public static void Check(SchemaShape schema, AdversarialDistillationTrainer.Options options)
    {
        SchemaShape.Column label = Find(schema, options.LabelColumnName, "label");
        if (!label.IsKey)
            throw new ArgumentException(
                $"Column '{label.Name}' is {label.ItemType}; the label has to be a key. Use Conversion.MapValueToKey before the trainer.");
        SchemaShape.Column image = Find(schema, options.FeatureColumnName, "images");
        bool holdsImages = image.ItemType is ImageDataViewType
            || (image.Kind != ColumnKind.Scalar && image.ItemType.RawType == typeof(byte))
            || (image.Kind == ColumnKind.Vector && image.ItemType.RawType == typeof(float));
        if (!holdsImages)
            throw new ArgumentException(
                $"Column '{image.Name}' is {image.Kind} of {image.ItemType}, which is no image. Allowed are the bytes of an image file (a "
                + "vector of "
                + "Byte), an MLImage, or a Single vector of known size as ExtractPixels gives.");
    }

    private static SchemaShape.Column Find(SchemaShape schema, string name, string what)
    {
        foreach (SchemaShape.Column column in schema)
        {
            if (column.Name == name)
                return column;
        }

        throw new ArgumentException(
            $"There is no column '{name}' for the {what}. The columns are: {string.Join(", ", schema.Select(column => column.Name))}.");
    }
}
