package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Place;
import java.util.List;
import java.util.Optional;

/**
 * What every kind of rule says of itself.
 *
 * @param file where it was read
 * @param place where its document begins
 * @param title never empty
 * @param id a UUID in lower case, if it has one
 * @param name how other rules may call it, if it has one
 * @param status if it says
 * @param level if it says
 * @param author as written, empty if it does not say; shown wherever a match is shown
 * @param tags as written
 * @param logsource {@link Logsource#ANY} if it has none
 * @param version which Sigma it asks for
 * @param digest SHA-256 over the canonical form of the whole document, 64 lower-case hex digits: the same for the same meaning,
 *     whatever its layout, comments or order of keys
 */
public record Head(
        String file,
        Place place,
        String title,
        Optional<String> id,
        Optional<String> name,
        Optional<Status> status,
        Optional<Level> level,
        String author,
        List<String> tags,
        Logsource logsource,
        SigmaVersion version,
        String digest) {

    public Head {
        tags = List.copyOf(tags);
    }

    /** Its id, else its name, else its digest: how a match names it. */
    public String reference() {
        return id.or(() -> name).orElse(digest);
    }

    /** Whether another rule means this one by that word. */
    public boolean isCalled(String reference) {
        return id.filter(reference::equalsIgnoreCase).isPresent()
                || name.filter(reference::equals).isPresent();
    }

    /** The same with another digest. */
    Head withDigest(String other) {
        return new Head(file, place, title, id, name, status, level, author, tags, logsource, version, other);
    }
}
