namespace Assay.Report;

internal static class Placeholder;
