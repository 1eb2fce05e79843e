package dev.sallyport.mailroom;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** The world's web as far as it lies in a folder: {@code https://HOST/PATH} is the file {@code HOST/PATH}. Opens no socket. */
final class Web {

    private final Folder pages;

    Web(Path folder) {
        this.pages = new Folder(folder);
    }

    /** The text of the page at {@code url}; its query and fragment are not looked at. */
    String fetch(String url) throws Refused, IOException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw new Refused("not a URL: `" + url + "`");
        }
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new Refused("only http and https pages: `" + url + "`");
        }
        if (uri.getRawUserInfo() != null) {
            throw new Refused("a URL with a user's name is refused: `" + url + "`");
        }
        String path = uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
        String file = uri.getHost().toLowerCase(Locale.ROOT) + path + (path.endsWith("/") ? "index.html" : "");
        return pages.read(file);
    }
}
