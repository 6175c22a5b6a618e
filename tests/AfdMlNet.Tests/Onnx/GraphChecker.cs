using Onnx;

namespace AfdMlNet.Tests.Onnx;

/// <summary>What ONNX demands of a graph's structure, and that nothing in it is left over.</summary>
internal static class GraphChecker
{
    public static ModelProto Check(byte[] bytes, params string[] mayBeUnused)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        GraphProto graph = model.Graph;
        var defined = new HashSet<string>();
        var used = new HashSet<string>(graph.Output.Select(output => output.Name));
        foreach (string name in graph.Input.Select(input => input.Name).Concat(graph.Initializer.Select(tensor => tensor.Name)))
            Assert.IsTrue(defined.Add(name), $"{name} is defined twice.");
        foreach (NodeProto node in graph.Node)
        {
            foreach (string input in node.Input)
            {
                Assert.Contains(input, defined, $"{node.Name} reads {input} before it is there.");
                used.Add(input);
            }
            foreach (string output in node.Output)
                Assert.IsTrue(defined.Add(output), $"{output} is defined twice.");
            Assert.Contains(node.Domain, model.OpsetImport.Select(set => set.Domain));
        }
        CollectionAssert.AllItemsAreUnique(graph.Node.Select(node => node.Name).ToArray());
        CollectionAssert.IsSubsetOf(graph.Output.Select(output => output.Name).ToArray(), defined.ToArray());
        CollectionAssert.AreEquivalent(mayBeUnused, defined.Except(used).ToArray());
        CollectionAssert.AllItemsAreUnique(model.OpsetImport.Select(set => set.Domain).ToArray());
        return model;
    }
}
