namespace AfdMlNet.Networks;

/// <summary>A dictionary of a pickle as its entries in order: a file's keys are never hashed or compared while it is read.</summary>
internal sealed class PickleDictionary : List<(object? Key, object? Value)>;
