package dev.sallyport.connect.preview;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where an answer may send its reader: to a path of the same service that the preview was opened for, by GET. */
final class Redirect {
    private Redirect() {}

    /**
     * The path and query to go to, in the preview's origin; empty if it leads out of the scope.
     *
     * @param location as the service wrote it
     * @param from the path that was asked for
     */
    static Optional<String> inside(
            String location, ServicePath from, Service service, String ownOrigin, PreviewScope scope) {
        URI to;
        try {
            to = new URI(service.origin() + from.text()).resolve(new URI(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String origin = to.getScheme() + "://" + to.getRawAuthority();
        boolean same = origin.equalsIgnoreCase(service.origin()) || origin.equalsIgnoreCase(ownOrigin);
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String rest = (to.getRawQuery() == null ? "" : "?" + to.getRawQuery())
                + (to.getRawFragment() == null ? "" : "#" + to.getRawFragment());
        return ServicePath.of(path)
                .filter(p -> same && scope.holds("GET", p) && rest.chars().allMatch(c -> c > ' ' && c < 0x7f))
                .map(p -> p.text() + rest);
    }
}
