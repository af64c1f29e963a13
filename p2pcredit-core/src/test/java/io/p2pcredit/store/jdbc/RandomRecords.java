package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RandomValues;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.TransactionId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes records of any type out of random components, so that one with a new component needs nothing here. */
final class RandomRecords {
    private final RandomGenerator random;
    private final Map<Class<?>, Supplier<?>> leaves;

    RandomRecords(RandomGenerator random) {
        this.random = random;
        RandomValues values = new RandomValues(random);
        leaves = Map.of(
                long.class,
                this::number,
                int.class,
                () -> (int) number(),
                boolean.class,
                random::nextBoolean,
                String.class,
                () -> values.memo().text(),
                PeerId.class,
                () -> PeerId.of("Bob"),
                CreditLimit.class,
                values::limit,
                Memo.class,
                values::memo,
                SettlementReason.class,
                this::reason,
                TransactionId.class,
                () -> TransactionId.of("tx " + random.nextLong()));
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class) {
            return random.nextBoolean()
                    ? Optional.of(value(parameterized.getActualTypeArguments()[0]))
                    : Optional.empty();
        }
        Class<?> wanted = (Class<?>) type;
        if (leaves.containsKey(wanted)) {
            return leaves.get(wanted).get();
        }
        if (wanted.isEnum()) {
            Object[] constants = wanted.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return record(wanted);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + type.getSimpleName() + " of random components", e);
        }
    }

    private SettlementReason reason() {
        SettlementReason.Code[] codes = SettlementReason.Code.values();
        return new SettlementReason(codes[random.nextInt(codes.length)], "é".repeat(random.nextInt(3)));
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 127 + random.nextInt(2);
            case 2 -> Long.MAX_VALUE;
            case 3 -> -1;
            case 4 -> random.nextInt(1_000_000);
            default -> random.nextLong();
        };
    }
}
