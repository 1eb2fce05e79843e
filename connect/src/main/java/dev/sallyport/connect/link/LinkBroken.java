package dev.sallyport.connect.link;

import java.io.IOException;

/** The other end does not keep to the link's form. */
final class LinkBroken extends IOException {
    private static final long serialVersionUID = 1L;

    LinkBroken(String why) {
        super(why);
    }
}
