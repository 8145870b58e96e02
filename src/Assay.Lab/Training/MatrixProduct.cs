using System.Runtime.Intrinsics;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training;

/// <summary>The product of two matrices, which is nearly all the work of training.</summary>
/// <remarks>
/// <para>After Goto and van de Geijn 2008: blocks of both factors are packed so that a tile of the result, held in registers, reads them
/// in order from the nearest cache.</para>
/// <para>Each element adds up its products in the order of k, in blocks of <see cref="DepthBlock"/>, whatever tile or thread computes it:
/// the bytes depend neither on the number of threads nor, where the processor fuses multiply and add, on the width of its registers.</para>
/// </remarks>
public static unsafe class MatrixProduct
{
    /// <summary>Terms added up in registers before they go to memory.</summary>
    private const int DepthBlock = 256;

    /// <summary>Rows whose packed panels stay in the second cache; a multiple of every tile's rows.</summary>
    private const int RowBlock = 240;

    /// <summary>Columns whose packed panels stay in the third cache; a multiple of every tile's columns.</summary>
    private const int ColumnBlock = 2048;

    /// <summary>Multiplications that a second thread is worth being called for.</summary>
    private const long WorthSharing = 1 << 18;

    /// <summary>The widest registers of this machine.</summary>
    internal static TileWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? TileWidth.Bits512 : Vector256.IsHardwareAccelerated ? TileWidth.Bits256 : TileWidth.Bits128;

    /// <summary>c = a · b, or c += a · b, shared by a crew.</summary>
    /// <param name="crew">Who computes.</param>
    /// <param name="a">[M × K], of any strides.</param>
    /// <param name="b">[K × N], of any strides.</param>
    /// <param name="c">[M × N], its rows contiguous; it overlaps neither factor.</param>
    /// <param name="add">Whether c's former contents count.</param>
    public static void Multiply(Crew crew, MatrixView a, MatrixView b, MatrixView c, bool add = false)
    {
        ArgumentNullException.ThrowIfNull(crew);
        Check(a, b, c);
        int parts = (long)c.Rows * c.Columns * a.Columns < WorthSharing ? 1 : crew.Threads;
        if (parts == 1)
        {
            Multiply(a, b, c, add);
            return;
        }

        // Never along K: then the order of adding up would depend on the number of threads.
        bool byRows = c.Rows >= c.Columns;
        (int length, int grain) = byRows ? (c.Rows, 12) : (c.Columns, 32);
        int step = (((length + parts - 1) / parts) + grain - 1) / grain * grain;
        crew.Run((length + step - 1) / step, part =>
        {
            int from = part * step, count = Math.Min(step, length - from);
            if (byRows)
            {
                Multiply(a.Block(from, count, 0, a.Columns), b, c.Block(from, count, 0, c.Columns), add);
            }
            else
            {
                Multiply(a, b.Block(0, b.Rows, from, count), c.Block(0, c.Rows, from, count), add);
            }
        });
    }

    /// <summary>c = a · b, or c += a · b, on the calling thread.</summary>
    /// <param name="a">[M × K], of any strides.</param>
    /// <param name="b">[K × N], of any strides.</param>
    /// <param name="c">[M × N], its rows contiguous; it overlaps neither factor.</param>
    /// <param name="add">Whether c's former contents count.</param>
    public static void Multiply(MatrixView a, MatrixView b, MatrixView c, bool add = false) => Multiply(a, b, c, add, Widest);

    /// <summary>The same with registers of a given width.</summary>
    internal static void Multiply(MatrixView a, MatrixView b, MatrixView c, bool add, TileWidth width)
    {
        Check(a, b, c);
        switch (width)
        {
            case TileWidth.Bits512:
                Blocks<Tile512>(a, b, c, add);
                break;
            case TileWidth.Bits256:
                Blocks<Tile256>(a, b, c, add);
                break;
            default:
                Blocks<Tile128>(a, b, c, add);
                break;
        }
    }

    private static void Blocks<TTile>(MatrixView a, MatrixView b, MatrixView c, bool add)
        where TTile : struct, ITile
    {
        int depths = a.Columns;
        fixed (float* aStart = a.Values, bStart = b.Values, cStart = c.Values)
        {
            float* a0 = aStart + a.Offset, b0 = bStart + b.Offset, c0 = cStart + c.Offset;
            PanelMemory memory = PanelMemory.Own;
            float* left = memory.Left(RowBlock * DepthBlock);
            for (int column = 0; column < c.Columns; column += ColumnBlock)
            {
                int columns = Math.Min(ColumnBlock, c.Columns - column);
                float* right = memory.Right((columns + TTile.Columns) * DepthBlock);
                for (int k = 0; k < depths; k += DepthBlock)
                {
                    int depth = Math.Min(DepthBlock, depths - k);
                    Panels.Pack(
                        b0 + ((nint)k * b.RowStride) + ((nint)column * b.ColumnStride), columns, depth, b.ColumnStride, b.RowStride, TTile.Columns, right);
                    for (int row = 0; row < c.Rows; row += RowBlock)
                    {
                        int rows = Math.Min(RowBlock, c.Rows - row);
                        Panels.Pack(a0 + ((nint)row * a.RowStride) + ((nint)k * a.ColumnStride), rows, depth, a.RowStride, a.ColumnStride, TTile.Rows, left);
                        Tiles<TTile>(rows, columns, depth, left, right, c0 + ((nint)row * c.RowStride) + column, c.RowStride, add || k > 0);
                    }
                }
            }
        }
    }

    private static void Tiles<TTile>(int rows, int columns, int depth, float* left, float* right, float* c, nint stride, bool add)
        where TTile : struct, ITile
    {
        float* edge = stackalloc float[TTile.Rows * TTile.Columns];
        for (int j = 0; j < columns; j += TTile.Columns)
        {
            for (int i = 0; i < rows; i += TTile.Rows)
            {
                float* a = left + ((nint)i * depth), b = right + ((nint)j * depth), block = c + (i * stride) + j;
                int height = Math.Min(TTile.Rows, rows - i), width = Math.Min(TTile.Columns, columns - j);
                if (height == TTile.Rows && width == TTile.Columns)
                {
                    TTile.Multiply(depth, a, b, block, stride, add);
                }
                else
                {
                    TTile.Multiply(depth, a, b, edge, TTile.Columns, add: false);
                    StoreEdge(edge, TTile.Columns, block, stride, height, width, add);
                }
            }
        }
    }

    private static void StoreEdge(float* edge, int edgeStride, float* c, nint stride, int height, int width, bool add)
    {
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                float value = edge[(i * edgeStride) + j];
                c[(i * stride) + j] = add ? c[(i * stride) + j] + value : value;
            }
        }
    }

    private static void Check(MatrixView a, MatrixView b, MatrixView c)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns)
        {
            throw new ArgumentException($"[{a.Rows} × {a.Columns}] times [{b.Rows} × {b.Columns}] is no [{c.Rows} × {c.Columns}].", nameof(c));
        }

        if (c.ColumnStride != 1)
        {
            throw new ArgumentException("The rows of a product must be contiguous.", nameof(c));
        }

        CheckBounds(a);
        CheckBounds(b);
        CheckBounds(c);
    }

    /// <summary>Kernels work on pointers: a view that leaves its memory would read or write anywhere.</summary>
    private static void CheckBounds(MatrixView view)
    {
        long last = view.Offset + ((view.Rows - 1L) * view.RowStride) + ((view.Columns - 1L) * view.ColumnStride);
        if (view.Rows < 1 || view.Columns < 1 || view.Offset < 0 || view.RowStride < 0 || view.ColumnStride < 0 || last >= view.Values.Length)
        {
            throw new ArgumentException($"A matrix of [{view.Rows} × {view.Columns}] at {view.Offset} leaves its memory of {view.Values.Length} numbers.", nameof(view));
        }
    }
}
