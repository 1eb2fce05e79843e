package dev.sallyport.soc.export;

/**
 * Who exports.
 *
 * @param host the gateway's name, as logs show it; up to 255 printable ASCII characters
 * @param version of this program
 */
public record Maker(String host, String version) {
    /** The name of the product in every form. */
    public static final String PRODUCT = "Sallyport";

    /** @throws IllegalArgumentException if the host is no printable ASCII without spaces */
    public Maker {
        if (!host.matches("[!-~]{1,255}") || !version.matches("[!-~]{1,48}")) {
            throw new IllegalArgumentException("a host and a version are printable ASCII without spaces");
        }
    }
}
