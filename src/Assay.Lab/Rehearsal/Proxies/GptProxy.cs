using System.Globalization;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Training;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>The laboratory's transformers as proxies: minutes to hours.</summary>
/// <remarks>Every model is trained for the same number of steps on rows of the same length, however large its mix is: arms see equally many tokens.</remarks>
/// <param name="pieces">Spells the corpus's words.</param>
/// <param name="size">How large the models are.</param>
/// <param name="seenPieces">Pieces that a model sees in training, 1 or more.</param>
public sealed class GptProxy(WordPieces pieces, GptProxySize size, long seenPieces) : IProxyFamily
{
    private readonly int _steps = (int)Math.Clamp(seenPieces / ((long)size.Batch * size.Context), 1, int.MaxValue);

    /// <inheritdoc/>
    public string Name => size.Name;

    /// <inheritdoc/>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{size}, pieces {pieces.Key}, {_steps} steps");

    /// <summary>Numbers that training changes.</summary>
    public long Parameters => size.Shape(pieces.Pieces).Parameters;

    /// <inheritdoc/>
    public IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(prng);
        var seed = new RunSeed(prng.NextUInt64());
        var bench = new Workbench(threads: 1); // replicates share the processors
        var gpt = new Gpt(bench, size.Shape(pieces.Pieces), new Prng(seed.For("weights")));
        var trainer = new GptTrainer(gpt, PieceRows.Of(pieces, documents, copies, size.Context), pieces.Boundary, new GptTrainingOptions
        {
            Steps = _steps,
            Batch = size.Batch,
            Rate = new LearningRate { Peak = size.Rate, WarmUp = Math.Min(50, _steps / 10) },
            Seed = seed.For("order"),
        });
        while (trainer.Step < _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = trainer.TakeStep();
        }

        return new Model(gpt, pieces, cancellationToken);
    }

    private sealed class Model(Gpt gpt, WordPieces pieces, CancellationToken cancellationToken) : IProxyModel
    {
        private const int Batch = 64;
        private const int MostEmptyBatches = 10;

        /// <remarks>One stream of text, a row after the other, is cut into documents of the lengths asked for.</remarks>
        public int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng)
        {
            var seed = new RunSeed(prng.NextUInt64());
            long needed = 0;
            foreach (int length in lengths)
            {
                needed += length;
            }

            List<int> stream = [];
            int[][] prompts = [.. Enumerable.Repeat((int[])[pieces.Boundary], Batch)];
            var writer = new GptWriter(gpt) { Batch = Batch };
            int empty = 0;
            for (int batch = 0; stream.Count < needed; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int before = stream.Count;
                foreach (int[] row in writer.Sample(prompts, gpt.Shape.Context, choice, seed.For(FormattableString.Invariant($"batch/{batch}"))))
                {
                    stream.AddRange(pieces.Tokens(row));
                }

                empty = stream.Count == before ? empty + 1 : 0;
                if (empty == MostEmptyBatches)
                {
                    throw new UserErrorException("The proxy writes no words.", "Raise temperature, top-k or top-p, or let it train longer with --set passes=8.");
                }
            }

            int[][] documents = new int[lengths.Length][];
            int start = 0;
            for (int i = 0; i < documents.Length; i++)
            {
                documents[i] = [.. stream[start..(start + lengths[i])]];
                start += lengths[i];
            }

            return documents;
        }

        public double[] Bits(IReadOnlyList<int[]> documents)
        {
            double[] bits = new double[documents.Count];
            int context = gpt.Shape.Context;
            (int Document, int[] Row)[] rows = [.. documents.SelectMany((d, i) => PieceRows.Of(pieces, [d], [1], context).Select(row => (i, row)))];
            foreach ((int Document, int[] Row)[] part in rows.Chunk(Batch))
            {
                float[] losses = gpt.Losses(
                    [.. part.SelectMany(p => (IEnumerable<int>)[pieces.Boundary, .. p.Row.AsSpan(0, context - 1)])], [.. part.SelectMany(p => p.Row)], context);
                for (int i = 0; i < losses.Length; i++)
                {
                    // What fills a row, and the ends of documents, are no part of the text.
                    bits[part[i / context].Document] += part[i / context].Row[i % context] == pieces.Boundary ? 0 : losses[i] / Math.Log(2);
                }
            }

            return bits;
        }

        public void Dispose() => gpt.Bench.Dispose();
    }
}
