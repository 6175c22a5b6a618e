namespace AfdMlNet.Settings;

/// <summary>The name under which an option stands in records that were made before it was renamed: their keys are made of it.</summary>
/// <param name="name">The recorded name.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecordedAttribute(string name) : Attribute
{
    public string Name => name;
}
