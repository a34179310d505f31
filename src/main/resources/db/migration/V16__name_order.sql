-- Names in Java's order, in which clients go on after one. H2 has no other; PostgreSQL has that of the database.
alter table app alter column name set data type varchar(63) ${collation};
alter table resource alter column name set data type varchar(255) ${collation};
alter table claim alter column app set data type varchar(255) ${collation};
