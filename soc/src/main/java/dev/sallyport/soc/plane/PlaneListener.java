package dev.sallyport.soc.plane;

import dev.sallyport.soc.book.Cases;

/** Hears what the plane did, on the plane's own thread: it must return soon. */
public interface PlaneListener {
    /** Alerts were written down. */
    void folded(Cases.Folded folded);

    /** Something failed that the plane goes on without. */
    void trouble(String what, Throwable cause);

    /** Nobody listens. */
    PlaneListener NONE = new PlaneListener() {
        @Override
        public void folded(Cases.Folded folded) {}

        @Override
        public void trouble(String what, Throwable cause) {}
    };
}
