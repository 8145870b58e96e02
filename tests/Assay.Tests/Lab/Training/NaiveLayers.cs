using Assay.Lab.Training;

namespace Assay.Tests.Lab.Training;

/// <summary>The naive twins of the training engine: loops over the definition, in double precision.</summary>
internal static class NaiveLayers
{
    public static double[] Product(MatrixView a, MatrixView b, MatrixView? former)
    {
        double[] product = new double[a.Rows * b.Columns];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                double sum = former is { } c ? At(c, i, j) : 0;
                for (int k = 0; k < a.Columns; k++)
                {
                    sum += (double)At(a, i, k) * At(b, k, j);
                }

                product[(i * b.Columns) + j] = sum;
            }
        }

        return product;
    }

    /// <summary>x · W + b.</summary>
    public static double[] Linear(double[] x, double[] weight, double[] bias)
    {
        int outputs = bias.Length, inputs = weight.Length / outputs;
        double[] y = new double[x.Length / inputs * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias[i % outputs];
            for (int k = 0; k < inputs; k++)
            {
                y[i] += x[(i / outputs * inputs) + k] * weight[(k * outputs) + (i % outputs)];
            }
        }

        return y;
    }

    public static double[] LayerNorm(double[] x, double[] weight, double[] bias)
    {
        int width = weight.Length;
        double[] y = new double[x.Length];
        foreach (double[] row in x.Chunk(width).Select((r, i) => (double[])[i, .. r]))
        {
            double[] values = row[1..];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 1e-5);
            for (int j = 0; j < width; j++)
            {
                y[((int)row[0] * width) + j] = ((values[j] - mean) / deviation * weight[j]) + bias[j];
            }
        }

        return y;
    }

    public static double[] Gelu(double[] x) => [.. x.Select(v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))))];

    /// <summary>One place after another, one head after another.</summary>
    public static double[] Attention(double[] x, int places, int width, int heads)
    {
        int rows = x.Length / (3 * width), headWidth = width / heads;
        double[] y = new double[rows * width];
        for (int row = 0; row < rows; row++)
        {
            for (int head = 0; head < heads; head++)
            {
                int first = row / places * places;
                double[] weights = new double[row - first + 1];
                for (int past = first; past <= row; past++)
                {
                    for (int k = 0; k < headWidth; k++)
                    {
                        weights[past - first] += x[(row * 3 * width) + (head * headWidth) + k]
                            * x[(past * 3 * width) + width + (head * headWidth) + k] / Math.Sqrt(headWidth);
                    }
                }

                weights = Softmax(weights);
                for (int past = first; past <= row; past++)
                {
                    for (int k = 0; k < headWidth; k++)
                    {
                        y[(row * width) + (head * headWidth) + k] += weights[past - first] * x[(past * 3 * width) + (2 * width) + (head * headWidth) + k];
                    }
                }
            }
        }

        return y;
    }

    public static double[] Embedding(double[] tokens, double[] positions, int[] text, int places, int width)
    {
        double[] y = new double[text.Length * width];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = tokens[(text[i / width] * width) + (i % width)] + positions[(i / width % places * width) + (i % width)];
        }

        return y;
    }

    public static double CrossEntropy(double[] scores, int[] targets)
    {
        int width = scores.Length / targets.Length;
        return scores.Chunk(width).Select((row, i) => -Math.Log(Softmax(row)[targets[i]])).Average();
    }

    /// <summary>One output number after another; weights are [line, column, channel in × channel out].</summary>
    public static double[] Convolution(double[] x, double[] weight, double[] bias, int height, int width, int channels)
    {
        int outputs = bias.Length, pictures = x.Length / (height * width * channels);
        double[] y = new double[pictures * (height / 2) * (width / 2) * outputs];
        for (int i = 0; i < y.Length; i++)
        {
            int o = i % outputs, column = i / outputs % (width / 2), line = i / outputs / (width / 2) % (height / 2), picture = i / outputs / (width / 2) / (height / 2);
            y[i] = bias[o];
            for (int k = 0; k < 16 * channels; k++)
            {
                int c = k % channels, dx = (k / channels % 4) - 1 + (2 * column), dy = (k / channels / 4) - 1 + (2 * line);
                if (dx >= 0 && dx < width && dy >= 0 && dy < height)
                {
                    y[i] += x[(((((picture * height) + dy) * width) + dx) * channels) + c] * weight[(k * outputs) + o];
                }
            }
        }

        return y;
    }

    /// <summary>One input number after another, spread over the output; weights are [channel in × line, column, channel out].</summary>
    public static double[] TransposedConvolution(double[] x, double[] weight, double[] bias, int height, int width, int channels)
    {
        int outputs = bias.Length, pictures = x.Length / (height * width * channels);
        double[] y = [.. Enumerable.Range(0, pictures * 4 * height * width * outputs).Select(i => bias[i % outputs])];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels, column = i / channels % width, line = i / channels / width % height, picture = i / channels / width / height;
            for (int k = 0; k < 16 * outputs; k++)
            {
                int o = k % outputs, dx = (k / outputs % 4) - 1 + (2 * column), dy = (k / outputs / 4) - 1 + (2 * line);
                if (dx >= 0 && dx < 2 * width && dy >= 0 && dy < 2 * height)
                {
                    y[(((((picture * 2 * height) + dy) * 2 * width) + dx) * outputs) + o] += x[i] * weight[(c * 16 * outputs) + k];
                }
            }
        }

        return y;
    }

    public static double BinaryCrossEntropy(double[] scores, double[] targets) =>
        scores.Zip(targets, (s, t) => (-t * Math.Log(1 / (1 + Math.Exp(-s)))) - ((1 - t) * Math.Log(1 - (1 / (1 + Math.Exp(-s)))))).Sum();

    public static double[] Softmax(double[] scores)
    {
        double largest = scores.Max(), sum = scores.Sum(s => Math.Exp(s - largest));
        return [.. scores.Select(s => Math.Exp(s - largest) / sum)];
    }

    private static float At(MatrixView m, int i, int j) => m.Values[m.Offset + (i * m.RowStride) + (j * m.ColumnStride)];
}
