namespace Assay.Lab.Training.Kernels;

/// <summary>Each thread's memory for packed panels, aligned to a line of the cache and kept from product to product.</summary>
internal sealed unsafe class PanelMemory
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static PanelMemory? t_own;

    private float[] _a = [];
    private float[] _b = [];

    /// <summary>The calling thread's.</summary>
    public static PanelMemory Own => t_own ??= new PanelMemory();

    /// <summary>Room for panels of the left factor.</summary>
    public float* Left(int count) => Aligned(ref _a, count);

    /// <summary>Room for panels of the right factor.</summary>
    public float* Right(int count) => Aligned(ref _b, count);

    private static float* Aligned(ref float[] memory, int count)
    {
        int padded = count + (Alignment / sizeof(float));
        if (memory.Length < padded)
        {
            memory = GC.AllocateUninitializedArray<float>(padded, pinned: true); // does not move, so that the address holds
        }

        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref memory[0]);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}
