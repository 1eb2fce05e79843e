/**
 * A collector's batches in a bucket: a store that speaks S3 and locks what it keeps (S3 Object Lock). {@code BucketPlan} says where, {@code
 * AccessKey} and {@code S3Signature} sign, {@code BucketClient} asks, {@code BucketObjects} is the store.
 */
@NullMarked
package dev.sallyport.server.collector.bucket;

import org.jspecify.annotations.NullMarked;
