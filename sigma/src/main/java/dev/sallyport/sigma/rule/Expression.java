package dev.sallyport.sigma.rule;

import java.util.List;

/** A condition over one event. Immutable. */
public sealed interface Expression {

    /**
     * All hold.
     *
     * @param of at least one
     */
    record And(List<Expression> of) implements Expression {
        public And {
            of = List.copyOf(of);
        }
    }

    /**
     * One holds.
     *
     * @param of at least one
     */
    record Or(List<Expression> of) implements Expression {
        public Or {
            of = List.copyOf(of);
        }
    }

    /** The other does not hold. */
    record Not(Expression of) implements Expression {}

    /**
     * A search identifier's own expression, kept apart so that an explanation can name it.
     *
     * @param name as the rule calls it
     */
    record Named(String name, Expression of) implements Expression {}

    /**
     * A field's value fits. An absent field never does, except where the criterion is about absence.
     *
     * @param field which
     * @param criterion what is wanted
     */
    record Field(FieldName field, Criterion criterion) implements Expression {}

    /**
     * The field is there, and its value fits none of them.
     *
     * @param field which
     * @param of at least one
     */
    record Unlike(FieldName field, List<Criterion> of) implements Expression {
        public Unlike {
            of = List.copyOf(of);
        }
    }

    /**
     * Some value of the event fits, in whatever field: text that contains the wanted text, a number that equals the wanted number.
     *
     * @param criterion what is wanted
     */
    record Keyword(Criterion criterion) implements Expression {}
}
