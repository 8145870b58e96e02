using Assay.Core.Detection;
using Assay.Pipeline.Runs;

namespace Assay.Bench.Detection;

/// <summary><c>detection train-default</c>: trains the detector for English that the program carries.</summary>
internal static class DefaultDetector
{
    public static int Run(string data, string quickstart, string path, TextWriter output)
    {
        LabelledDocument[] documents = [.. Documents(data, quickstart)];
        Detector detector = DetectorTrainer.Train(documents, new DetectorOptions { Name = "Assay English", Workers = Environment.ProcessorCount });
        byte[] file = detector.Save();
        AtomicFile.Write(path, file);
        output.WriteLine($"{path}: {file.Length:N0} bytes, id {detector.Id}, threshold {detector.Card.Threshold:0.00}");
        foreach (DetectorCardFigure figure in detector.Card.LeaveOneSourceOut)
        {
            output.WriteLine($"{figure.Source,-18} {figure.Human,6} {figure.Machine,6}  AUROC {figure.Auroc,6:0.000}  TPR@1% {figure.TprAt1,5:0.00}  at the threshold: FPR {figure.FprAtThreshold,6:0.000} TPR {figure.TprAtThreshold,5:0.00}");
        }

        return 0;
    }

    /// <summary>Permissive records, public-domain prose and machine text of the repository. Base models' continuations of human text teach
    /// nothing that style can see.</summary>
    public static IEnumerable<LabelledDocument> Documents(string data, string quickstart) =>
        DetectionData.Read(data).Where(record => record.IsPermissive).Concat(OwnTexts.Read(quickstart))
            .Select(record => record.Document).Where(document => !DetectionData.IsBaseModel(document));
}
