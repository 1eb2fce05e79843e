package dev.sallyport.connect.exchange;

/** No token could be had. The message repeats nothing that an authorization server said, and no secret. */
public final class ExchangeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ExchangeRefused(String why) {
        super(why, null, false, false); // no stack trace: one for each refused request
    }
}
