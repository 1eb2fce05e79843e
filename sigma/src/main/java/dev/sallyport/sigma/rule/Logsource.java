package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.event.Source;

/**
 * Which logs a rule is about. An empty part says nothing; the parts that are there must all fit.
 *
 * @param product lower case, or empty
 * @param category lower case, or empty
 * @param service lower case, or empty
 */
public record Logsource(String product, String category, String service) {
    /** Every log. */
    public static final Logsource ANY = new Logsource("", "", "");

    /** Whether an event of that source is meant; an event whose source is unknown always is. */
    public boolean fits(Source source) {
        return source.equals(Source.UNKNOWN) || fitsKnown(source);
    }

    private boolean fitsKnown(Source source) {
        return (product.isEmpty() || product.equals(source.product()))
                && (category.isEmpty() || source.categories().contains(category))
                && (service.isEmpty() || source.services().contains(service));
    }

    /** Whether another is about the same logs or some of them. */
    public boolean includes(Logsource other) {
        return (product.isEmpty() || product.equals(other.product()))
                && (category.isEmpty() || category.equals(other.category()))
                && (service.isEmpty() || service.equals(other.service()));
    }
}
