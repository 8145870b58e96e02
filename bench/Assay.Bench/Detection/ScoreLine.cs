using System.Text.Json;

namespace Assay.Bench.Detection;

/// <summary>A line of the scores file.</summary>
internal sealed record ScoreLine(
    string Source, bool IsMachine, string Generator, bool IsBaseModel, string Attack, string Id, double All, double Permissive, double InDomain)
{
    public static ScoreLine Parse(string line)
    {
        using JsonDocument record = JsonDocument.Parse(line);
        JsonElement root = record.RootElement;
        string At(string name) => root.GetProperty(name).GetString()!;
        return new ScoreLine(
            At("source"), At("label") is "machine", At("generator"), root.GetProperty("is_base_model").GetBoolean(), At("attack"), At("id"),
            root.GetProperty("logodds_all").GetDouble(), root.GetProperty("logodds_permissive").GetDouble(), root.GetProperty("logodds_in").GetDouble());
    }
}
