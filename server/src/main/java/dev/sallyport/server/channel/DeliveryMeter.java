package dev.sallyport.server.channel;

import dev.sallyport.gate.delivery.Delivery;

/** Hears how deliveries go. Thread-safe. */
public interface DeliveryMeter {
    /** A channel took one at that time, in milliseconds since the epoch. */
    void accepted(Delivery delivery, long timeMillis);

    /** One will be tried again. */
    void retried(Delivery delivery);

    /** One was given up. */
    void dead(Delivery delivery, String why, long timeMillis);
}
