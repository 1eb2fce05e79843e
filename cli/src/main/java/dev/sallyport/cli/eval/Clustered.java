package dev.sallyport.cli.eval;

import dev.sallyport.govern.measure.ClopperPearson;
import dev.sallyport.govern.measure.Interval;
import java.util.Collection;
import java.util.Map;

/**
 * A 95 % Clopper–Pearson interval of a rate whose trials come in clusters.
 *
 * <p>Trials of one user task are alike, so they count for less than as many independent ones: the count is divided by the
 * design effect, the ratio of the cluster-robust variance to that of independent trials. Where all trials agree no variance
 * can be estimated; then each cluster counts once.
 */
final class Clustered {
    private Clustered() {}

    /**
     * @param clusters hits and trials of each cluster
     */
    static Interval of(Collection<Map.Entry<Integer, Integer>> clusters) {
        double n = clusters.stream().mapToInt(Map.Entry::getValue).sum();
        if (n == 0) {
            return Interval.UNKNOWN;
        }
        double p = clusters.stream().mapToInt(Map.Entry::getKey).sum() / n;
        double effective =
                p <= 0 || p >= 1 ? clusters.size() : Math.clamp(p * (1 - p) / variance(clusters, p, n), 1, n);
        double hits = Math.min(p * effective, effective);
        return ClopperPearson.of(hits, effective);
    }

    private static double variance(Collection<Map.Entry<Integer, Integer>> clusters, double p, double n) {
        int k = clusters.size();
        double sum = 0;
        for (Map.Entry<Integer, Integer> cluster : clusters) {
            double residual = cluster.getKey() - p * cluster.getValue();
            sum += residual * residual;
        }
        double correction = k > 1 ? k / (k - 1.0) : n;
        return Math.max(correction * sum / (n * n), 1e-12);
    }
}
