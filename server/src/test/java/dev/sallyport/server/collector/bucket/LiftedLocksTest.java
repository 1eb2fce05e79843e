package dev.sallyport.server.collector.bucket;

/** The same bucket with locks that an order to delete lifts. */
class LiftedLocksTest extends BucketObjectsTest {
    @Override
    BucketPlan.Lock lock() {
        return BucketPlan.Lock.GOVERNANCE;
    }

    @Override
    protected long orderWaitsMillis() {
        return 0;
    }
}
