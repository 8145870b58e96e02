using System.Runtime.InteropServices;

namespace Assay.Bench.Neural;

/// <summary>Debian's libopenblas, the peer of the matrix product (apt-get install libopenblas0-pthread).</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101;
    private const int AsIs = 111;

    /// <summary>The kernels it chose; OPENBLAS_CORETYPE=SkylakeX chooses AVX-512. Null where it is not installed.</summary>
    public static string? Core => NativeLibrary.TryLoad(Library, out _) ? Marshal.PtrToStringUTF8(openblas_get_corename()) : null;

    public static void UseThreads(int threads) => openblas_set_num_threads(threads);

    public static void Multiply(int n, float* a, float* b, float* c) =>
        cblas_sgemm(RowMajor, AsIs, AsIs, n, n, n, 1, a, n, b, n, 0, c, n);

    [LibraryImport(Library)]
    private static partial nint openblas_get_corename();

    [LibraryImport(Library)]
    private static partial void openblas_set_num_threads(int threads);

    [LibraryImport(Library)]
    private static partial void cblas_sgemm(
        int order, int transA, int transB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);
}
