namespace Assay.Core.Share;

/// <summary>What a share is a fraction of.</summary>
public enum ShareUnit
{
    /// <summary>Each document counts once.</summary>
    Documents = 0,

    /// <summary>Each document counts by its length.</summary>
    Tokens,
}

/// <summary>The words of <see cref="ShareUnit"/>.</summary>
public static class ShareUnitWords
{
    extension(ShareUnit unit)
    {
        /// <summary><c>documents</c> or <c>tokens</c>.</summary>
        public string Word => unit == ShareUnit.Documents ? "documents" : "tokens";
    }
}
