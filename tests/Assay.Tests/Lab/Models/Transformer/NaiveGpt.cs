using Assay.Lab.Models.Transformer;
using Assay.Tests.Lab.Training;

namespace Assay.Tests.Lab.Models.Transformer;

/// <summary>A transformer written down from its definition, in double precision.</summary>
internal static class NaiveGpt
{
    // p: the parameters in the order of Gpt.Parameters.
    public static double[] Scores(GptShape shape, double[][] p, int[] tokens, int places)
    {
        int width = shape.Width;
        double[] x = NaiveLayers.Embedding(p[0], p[1], tokens, places, width);
        for (int block = 0; block < shape.Depth; block++)
        {
            double[][] b = p[(2 + (12 * block))..(14 + (12 * block))];
            double[] asked = NaiveLayers.Linear(NaiveLayers.LayerNorm(x, b[0], b[1]), b[2], b[3]);
            x = Sum(x, NaiveLayers.Linear(NaiveLayers.Attention(asked, places, width, shape.Heads), b[4], b[5]));
            double[] wide = NaiveLayers.Gelu(NaiveLayers.Linear(NaiveLayers.LayerNorm(x, b[6], b[7]), b[8], b[9]));
            x = Sum(x, NaiveLayers.Linear(wide, b[10], b[11]));
        }

        double[] last = NaiveLayers.LayerNorm(x, p[^2], p[^1]);
        double[] scores = new double[tokens.Length * shape.Vocabulary];
        for (int i = 0; i < scores.Length; i++)
        {
            for (int k = 0; k < width; k++)
            {
                scores[i] += last[(i / shape.Vocabulary * width) + k] * p[0][(i % shape.Vocabulary * width) + k];
            }
        }

        return scores;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
