-- The assistant's databases, once its user "oim" is there; run as PostgreSQL's administrator.
CREATE DATABASE oim_facts OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_conversations OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_feedback OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_unanswered OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_handover OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_use OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_desk OWNER oim ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE oim_channels OWNER oim ENCODING 'UTF8' TEMPLATE template0;
