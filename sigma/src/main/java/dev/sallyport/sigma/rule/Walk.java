package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import java.util.Set;

/** Goes through expressions. */
final class Walk {

    private Walk() {}

    static void placeholders(Expression expression, Set<String> into) {
        switch (expression) {
            case Expression.And and -> and.of().forEach(one -> placeholders(one, into));
            case Expression.Or or -> or.of().forEach(one -> placeholders(one, into));
            case Expression.Not not -> placeholders(not.of(), into);
            case Expression.Named named -> placeholders(named.of(), into);
            case Expression.Field field -> placeholders(field.criterion(), into);
            case Expression.Unlike unlike -> unlike.of().forEach(one -> placeholders(one, into));
            case Expression.Keyword keyword -> placeholders(keyword.criterion(), into);
        }
    }

    private static void placeholders(Criterion criterion, Set<String> into) {
        if (criterion instanceof Criterion.Any any) {
            any.of().forEach(one -> placeholders(one, into));
        } else if (criterion instanceof Criterion.Text text) {
            for (Part part : text.parts()) {
                if (part instanceof Part.Placeholder placeholder) {
                    into.add(placeholder.name());
                }
            }
        }
    }
}
