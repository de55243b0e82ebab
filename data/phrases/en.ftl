# Sentences around the facts, in English (projectfluent.org).
source =
    Source: { $document }, “{ $section }”{ $dated ->
        [yes] {""}, { $date }
       *[no] {""}
    }.
source-to-confirm = To be confirmed with IOM.
held-until = This held until { $date }; I do not know whether it still does.
source-none = This answer does not come from a document: I am an automatic assistant of IOM Tunisia.
can-answer = I can answer about IOM, IOM in Tunisia, its programmes, the International Migration Review Forum and useful numbers.
offer = Here is the nearest thing I know:
topics = Choose a topic or ask your question:
which-one = What would you like to know?
unknown = I am sorry, I do not know the answer to this question.
unknown-country = I cannot answer questions about this country: { $name }. I know about IOM in Tunisia and IOM in the world.
unknown-organisation = I only answer about IOM, not about another organization.
unknown-forum = I only know the International Migration Review Forum, not this other event.
unknown-later-forum =
    The Forum is held every { $imrf_frequency } years{ $known ->
        [yes] {""}, which gives { $years } after the first one
       *[no] {""}
    }. I do not know whether or when later Forums take place.
unknown-year = I do not have this information for { $name }.
out-of-scope-other_organisation = { unknown-organisation }
out-of-scope-other_country = I know about IOM in Tunisia and IOM in the world, not about IOM in another country.
out-of-scope-other_forum = { unknown-forum }
out-of-scope-other_year = I know how things are today, not in another year.
out-of-scope-unknown_detail = I am sorry, I do not have this information.
out-of-scope-asylum_visa = I cannot answer about asylum, visas or papers. For asylum, the competent agency is UNHCR, the UN Refugee Agency.
out-of-scope-job_donation = I have no information on jobs, internships, donations or partnerships.
out-of-scope-assistance_request = I am an automatic assistant: I cannot give assistance or follow up on a case. A person at IOM can answer you.
other-language = I speak French, English and Arabic. Please write to me in one of these languages.
out-of-scope-far = I only answer questions about IOM and migration in Tunisia.
out-of-scope-injection = I am the assistant of IOM Tunisia and I answer questions about IOM.
out-of-scope-gibberish = I did not understand. Could you write your question in another way?
ask-more = All right. What would you like to know?
gentle = I am an automatic assistant and cannot understand everything. If you need help, a person can listen to you:
automatic = I am an automatic assistant. These people can help you.
check-right = Yes.
check-wrong = No.
