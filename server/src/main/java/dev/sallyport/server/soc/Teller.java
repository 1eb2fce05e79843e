package dev.sallyport.server.soc;

import dev.sallyport.soc.incident.Incident;

/** Tells people of incidents. To hear the same revision twice changes nothing. Thread-safe; never waits for anybody's answer. */
public interface Teller extends AutoCloseable {
    /** Nobody is told. */
    Teller NOBODY = new Teller() {
        @Override
        public void tell(Incident incident) {}

        @Override
        public void close() {}
    };

    /** Owes the incident as it stands to everybody who is to hear of it. */
    void tell(Incident incident);

    @Override
    void close();
}
