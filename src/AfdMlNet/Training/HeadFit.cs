using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using static TorchSharp.torch;

namespace AfdMlNet.Training;

/// <summary>
/// Fits fresh classifiers on top of trained feature extractors, before anybody learns: a random classifier's gradients would destroy what
/// the extractor knows. It is ML.NET's own logistic regression (L-BFGS) on the features of the training images.
/// </summary>
/// <param name="images">The training images, not varied.</param>
/// <param name="threads">CPU threads.</param>
/// <param name="emit">Hears how far it is.</param>
internal sealed class HeadFit(BatchLoader images, int threads, Action<TrainingEvent> emit)
{
    /// <summary>Enough for batch norm's statistics to be of use.</summary>
    public const int BatchSize = 64;

    private const int MostIterations = 100;

    /// <param name="ring">The networks.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(Ring ring, CancellationToken cancellation)
    {
        int callers = get_num_threads();
        set_num_threads(threads);
        try
        {
            foreach (Peer peer in ring.Peers.Where(peer => peer.Network.HasFreshHead))
            {
                if (Features(peer, cancellation) is not { } rows)
                    continue;
                Fit(rows, peer.Network.Classifier.weight!, peer.Network.Classifier.bias!);
                peer.Average?.Restart();
            }
        }
        finally
        {
            set_num_threads(callers);
        }
    }

    // In training mode, as in the first steps: the running statistics of a cut network are those of maps that it no longer has.
    private List<Row>? Features(Peer peer, CancellationToken cancellation)
    {
        using var _ = no_grad();
        peer.Network.train();
        var rows = new List<Row>(images.Count);
        foreach (Batch batch in images.Epoch(0, cancellation: cancellation))
        {
            using (batch)
            using (NewDisposeScope())
            {
                (Tensor map, Tensor logits) = peer.Network.forward(BatchTensors.Of(batch, images.Shape, peer.Device).Images);
                Tensor pooled = TensorLayers.Instance.GlobalAveragePool(map);
                if (rows.Count == 0 && !IsLinearIn(peer.Network, pooled, logits))
                    return null;
                float[] values = [.. pooled.cpu().contiguous().data<float>()];
                rows.AddRange(values.Chunk((int)pooled.shape[1]).Zip(batch.Labels, (features, label) => new Row(features, (uint)label)));
                emit(new StageProgressed($"Fitting the classifier of {peer.Name}", rows.Count, images.Count));
            }
        }
        return rows;
    }

    // A network of somebody else's may have more between the map and the classifier.
    private static bool IsLinearIn(StudentModule network, Tensor pooled, Tensor logits) =>
        pooled.shape[1] == network.Classifier.in_features && network.Classifier.forward(pooled).allclose(logits, 1e-3, 1e-4);

    private static void Fit(List<Row> rows, Tensor weight, Tensor bias)
    {
        var mlContext = new MLContext(seed: 0);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, (int)weight.shape[1]);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), (ulong)weight.shape[0]);
        var trainer = mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Row.Label),
            FeatureColumnName = nameof(Row.Features),
            L1Regularization = 0,
            MaximumNumberOfIterations = MostIterations,
            // Several add up in any order.
            NumberOfThreads = 1,
        });
        MaximumEntropyModelParameters fitted = trainer.Fit(mlContext.Data.LoadFromEnumerable(rows, schema)).Model;
        VBuffer<float>[] weights = [];
        fitted.GetWeights(ref weights, out int _);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        weight.copy_(tensor(weights.SelectMany(row => row.DenseValues()).ToArray()).reshape(weight.shape));
        bias.copy_(tensor(fitted.GetBiases().ToArray()));
    }

    /// <param name="Features">The pooled feature map.</param>
    /// <param name="Label">The class from 0: ML.NET makes the key of it.</param>
    private sealed record Row(float[] Features, uint Label);
}
