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

    private static float At(MatrixView m, int i, int j) => m.Values[m.Offset + (i * m.RowStride) + (j * m.ColumnStride)];
}
