using System.Runtime.Intrinsics.X86;
using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Kernels;

namespace Assay.Tests.Lab.Training;

public class MatrixProductTests
{
    private static readonly (int M, int N, int K)[] s_sizes =
        [(1, 1, 1), (3, 5, 7), (12, 32, 4), (13, 33, 257), (25, 70, 64), (241, 31, 300), (7, 2050, 9), (64, 64, 1)];

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_width_and_transpose_equals_the_naive_product(int bits)
    {
        foreach ((int m, int n, int k) in s_sizes)
        {
            foreach ((bool ta, bool tb, bool add) in (ReadOnlySpan<(bool, bool, bool)>)[(false, false, false), (false, true, true), (true, false, true), (true, true, false)])
            {
                MatrixView a = Random(ta ? k : m, ta ? m : k, "a"), b = Random(tb ? n : k, tb ? k : n, "b"), c = Random(m, n, "c");
                (a, b) = (ta ? a.Transposed : a, tb ? b.Transposed : b);
                double[] expected = NaiveLayers.Product(a, b, add ? c : null);

                MatrixProduct.Multiply(a, b, c, add, (TileWidth)bits);

                for (int i = 0; i < m * n; i++)
                {
                    // An error of half a unit in the last place for each of k terms of size about 1.
                    Assert.True(Math.Abs(c.Values[i] - expected[i]) < 6e-8 * (k + 2) * 4, $"{m}×{n}×{k} {ta} {tb} at {i}: {c.Values[i]} instead of {expected[i]}");
                }
            }
        }
    }

    [Fact]
    public void Blocks_of_larger_matrices_leave_the_rest_alone()
    {
        MatrixView a = Random(20, 30, "a"), b = Random(30, 50, "b"), c = Random(20, 50, "c");
        float[] before = [.. c.Values];
        MatrixView block = c.Block(2, 13, 3, 40);
        double[] expected = NaiveLayers.Product(a.Block(5, 13, 1, 9), b.Block(4, 9, 7, 40), null);

        MatrixProduct.Multiply(a.Block(5, 13, 1, 9), b.Block(4, 9, 7, 40), block);

        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 50; j++)
            {
                bool inside = i is >= 2 and < 15 && j is >= 3 and < 43;
                double value = inside ? expected[((i - 2) * 40) + j - 3] : before[(i * 50) + j];
                Assert.Equal(value, c.Values[(i * 50) + j], inside ? 1e-5 : 0);
            }
        }
    }

    [Fact]
    public void The_bytes_depend_neither_on_threads_nor_on_the_width_of_registers()
    {
        MatrixView a = Random(250, 300, "a"), b = Random(300, 170, "b");
        using var three = new Crew(3);
        var expected = new Tensor(250, 170);
        MatrixProduct.Multiply(a, b, expected.Matrix);
        var shared = new Tensor(250, 170);
        MatrixProduct.Multiply(three, a, b, shared.Matrix);
        Assert.Equal(expected.Span, shared.Span);

        // Registers of 128 bits fuse multiply and add only where the processor does.
        foreach (TileWidth width in Fma.IsSupported ? [TileWidth.Bits128, TileWidth.Bits256, TileWidth.Bits512] : (TileWidth[])[])
        {
            var other = new Tensor(250, 170);
            MatrixProduct.Multiply(a, b, other.Matrix, add: false, width);
            Assert.Equal(expected.Span, other.Span);
        }
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Random(2, 3, "a"), Random(4, 2, "b"), Random(2, 2, "c")));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Random(2, 3, "a"), Random(3, 2, "b"), Random(2, 2, "c").Transposed));
        var outside = new MatrixView(new float[5], 0, 2, 3, 3, 1);
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(outside, Random(3, 2, "b"), Random(2, 2, "c")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Random(2, 3, "a").Block(1, 2, 0, 3));
    }

    private static MatrixView Random(int rows, int columns, string name)
    {
        var tensor = new Tensor(rows, columns);
        var prng = new Prng(new RunSeed(1).For($"{name}/{rows}/{columns}"));
        foreach (ref float value in tensor.Span)
        {
            value = (float)((2 * prng.NextDouble()) - 1);
        }

        return tensor.Matrix;
    }
}
