package dev.sallyport.server.signin;

/** How a person showed who it is. */
public enum Way {
    /** A credential of the install. */
    CREDENTIAL("credential"),
    /** A name and a passphrase. */
    PASSPHRASE("passphrase"),
    /** The word of a provider. */
    OIDC("oidc");

    private final String wire;

    Way(String wire) {
        this.wire = wire;
    }

    /** The word for it. */
    public String wire() {
        return wire;
    }
}
