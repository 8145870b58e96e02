namespace Assay.Lab.Training.Kernels;

/// <summary>The innermost part of a matrix product: a block of the result small enough to stay in registers.</summary>
internal unsafe interface ITile
{
    /// <summary>Rows of the block.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the block.</summary>
    static abstract int Columns { get; }

    /// <summary>Adds up outer products: c (+)= Σ_k a[k, ·] ⊗ b[k, ·], with one fused multiply-add an element and k, in the order of k.</summary>
    /// <param name="depth">Number of k.</param>
    /// <param name="a">Packed: <see cref="Rows"/> numbers for each k.</param>
    /// <param name="b">Packed: <see cref="Columns"/> numbers for each k, aligned to 64 bytes.</param>
    /// <param name="c">The block.</param>
    /// <param name="stride">From one row of the block to the next.</param>
    /// <param name="add">Whether the block's former contents count.</param>
    static abstract void Multiply(int depth, float* a, float* b, float* c, nint stride, bool add);
}
