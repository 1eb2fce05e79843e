package dev.sallyport.server.collector.bucket;

import java.net.URI;
import java.time.Duration;

/**
 * Where a collector's batches are kept.
 *
 * @param bucket the bucket's address: the endpoint with the bucket as its path, or a host of its own; without a slash at the end
 * @param region such as {@code eu-central-1}
 * @param lock who may lift a lock
 * @param lockFor how long a batch can be destroyed by nobody, with {@link Lock#COMPLIANCE}
 * @param credentials where the access key is kept
 * @param patience how long an answer may take
 */
public record BucketPlan(
        URI bucket, String region, Lock lock, Duration lockFor, AccessKey.Source credentials, Duration patience) {
    /** The longest time a batch may resist its customer's order, whose 30 days shall not be missed by it. */
    public static final Duration LONGEST = Duration.ofDays(23);

    /** The two modes of S3 Object Lock. */
    public enum Lock {
        /** Nobody lifts it, the owner of the account neither; so it ends while an order to delete can still be obeyed in time. */
        COMPLIANCE,
        /** Whoever holds the right to bypass lifts it: this collector, for an order. */
        GOVERNANCE
    }

    /**
     * @throws IllegalArgumentException if the address is neither https nor on this machine, or has a query, or the lock outlasts {@link #LONGEST}
     */
    public BucketPlan {
        String host = String.valueOf(bucket.getHost());
        boolean isHere = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
        boolean isSafe = "https".equals(bucket.getScheme()) || ("http".equals(bucket.getScheme()) && isHere);
        if (!isSafe
                || bucket.getRawQuery() != null
                || bucket.getRawFragment() != null
                || bucket.getRawPath().endsWith("/")) {
            throw new IllegalArgumentException(
                    "a bucket's address is https://HOST/BUCKET or https://BUCKET.HOST, without a slash at the end");
        }
        if (!region.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a region is a lower-case word such as `eu-central-1`");
        }
        if (lockFor.isNegative() || lockFor.isZero() || lockFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lock nobody lifts ends within " + LONGEST.toDays() + " days");
        }
    }
}
